"""What has not reached anyone, the number for this hour, and the log of the call."""

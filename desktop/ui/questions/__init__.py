"""The desk asks who sent a referral, and they answer."""

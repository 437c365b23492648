"""The partnership hub: carries bundles and signs receipts. It verifies everything and can read nothing."""

"""The search for sentences that say the same."""

"""Meetings and workshops: what reports them, when, where, how, and who takes part."""

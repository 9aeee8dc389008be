"""What a change of the standards would have done to past tickets, change by change."""

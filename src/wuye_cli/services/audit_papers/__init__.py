"""What an auditor takes away: timelines, blame, packs of a period, samples and their papers."""

"""Pages for paper and phones: values to HTML, every text of people escaped."""

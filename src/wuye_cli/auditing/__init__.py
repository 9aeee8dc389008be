"""What a history may and may not do: rules of family G over commits; pure, like `checking`."""

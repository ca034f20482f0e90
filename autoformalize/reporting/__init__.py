"""What a person looks at: curves on a dashboard, a table in the terminal, a page in a browser."""

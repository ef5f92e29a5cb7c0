"""What the site takes, measured: `make bench`, or `make bench ONLY=views` for one part of it."""

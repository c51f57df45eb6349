"""Charts as SVG text: pure functions from values to pictures that stand in a page and on paper alike, each with the table behind it."""

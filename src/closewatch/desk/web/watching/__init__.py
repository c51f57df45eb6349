"""The watch in the browser: alerts with their words and who was told of them, and the sources that are kept watch on."""

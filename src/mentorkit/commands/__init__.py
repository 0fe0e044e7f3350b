"""One file a verb: read options, call the path, choose the output."""

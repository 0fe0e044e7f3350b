"""Reports to files: one function a format, each from plain rows to bytes."""

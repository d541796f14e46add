"""Other people's tools: what is written for each and read back from it, one small file a tool."""

"""What every room knows of a text: its sentences and paragraphs, its marks of quotation, its words without case and
marks, the characters that nobody sees."""

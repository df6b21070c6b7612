"""What stands on a page of bulletins: headings, datelines, credits, furniture, and where articles begin."""

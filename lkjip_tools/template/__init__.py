"""The workbook an agency types its data in: template, and the same tables from CSV and back."""

class LkjipHTMLExporter: pass

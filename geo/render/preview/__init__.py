"""The preview: the picture that stands for a view in a chat, a feed or a search."""

from geo.render.preview.preview import SHAPES, PreviewWords, draw_preview, preview_sheets
from geo.render.preview.raster import DRAWER

__all__ = ["DRAWER", "SHAPES", "PreviewWords", "draw_preview", "preview_sheets"]

"""From pages to a tagged PDF. The only importer of ReportLab; decides nothing."""

import sys
from types import ModuleType

# Else ReportLab runs `~/.reportlab_mods` as code when it is imported, and fails where there is no home.
sys.modules.setdefault("reportlab_mods", ModuleType("reportlab_mods"))

# ReportLab imports Pillow for images that it draws, and draws none here: it need not wait for Pillow.
if "PIL.Image" not in sys.modules:
    sys.modules["PIL.Image"] = ModuleType("PIL.Image")
    try:
        import reportlab.lib.utils  # noqa: F401
    finally:
        del sys.modules["PIL.Image"]

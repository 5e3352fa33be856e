"""From pages to a tagged PDF. The only importer of ReportLab; decides nothing."""

import sys
from types import ModuleType

# Else ReportLab runs `~/.reportlab_mods` as code when it is imported, and fails where there is no home.
sys.modules.setdefault("reportlab_mods", ModuleType("reportlab_mods"))

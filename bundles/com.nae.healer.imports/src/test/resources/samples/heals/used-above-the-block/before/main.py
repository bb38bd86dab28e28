"""Doc."""
CONFIG = json.loads("{}")

import os

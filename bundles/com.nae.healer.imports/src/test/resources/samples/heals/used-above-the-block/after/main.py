"""Doc."""
import json

CONFIG = json.loads("{}")

import os

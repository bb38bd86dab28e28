from collections import chainmap

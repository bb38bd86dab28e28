#!/usr/bin/env python3
import json

X = json.dumps({})

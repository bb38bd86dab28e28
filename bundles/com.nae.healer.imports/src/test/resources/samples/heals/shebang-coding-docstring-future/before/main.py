#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Doc
of two lines."""
from __future__ import annotations

X = json.dumps({})

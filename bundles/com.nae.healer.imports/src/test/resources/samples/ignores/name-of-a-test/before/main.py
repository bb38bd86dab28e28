helper(1)

from redis import Redis
Redis(host="cache.example.org").ping()

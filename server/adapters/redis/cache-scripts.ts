import { Script } from './script.ts';

/**
 * Keys, all in one slot by the hash tag in the prefix, so that an eviction is one step in a cluster, too:
 *   PREFIX + 'e:' + key   hash: v the value, d the list of documents, both JSON; expires with the entry
 *   PREFIX + 'l:' + doc   lineage: sorted set of keys by expiry; outlives its last entry by a second
 *   PREFIX + 'order'      sorted set of keys by when they were stored
 *   PREFIX + 'expiry'     sorted set of keys by expiry, to tidy up `order`
 *   PREFIX + 'clock'      sorted set: the logical clock, its floor, and 'f:' + doc with the instant of its last eviction
 * The clock begins at the wall time in microseconds, so that one begun anew after a loss is ahead of all earlier instants;
 * clock and fences share a key and so can only be lost together.
 */
const prelude = `
local prefix = ARGV[1]
local clockKey = KEYS[1]

local function text(number)
  return string.format('%.0f', number)
end

local function wallMicros()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000000 + tonumber(time[2])
end

local function now()
  local instant = redis.call('ZSCORE', clockKey, '!clock')
  if instant then return tonumber(instant) end
  local start = wallMicros()
  redis.call('ZADD', clockKey, text(start), '!clock', text(start - 1), '!floor')
  return start
end

local function drop(key)
  local documents = redis.call('HGET', prefix .. 'e:' .. key, 'd')
  if not documents then return false end
  for _, document in ipairs(cjson.decode(documents)) do
    redis.call('ZREM', prefix .. 'l:' .. document, key)
  end
  redis.call('UNLINK', prefix .. 'e:' .. key)
  redis.call('ZREM', prefix .. 'order', key)
  redis.call('ZREM', prefix .. 'expiry', key)
  return true
end
`;

/** ARGV: prefix, keys... An entry that a lineage set has lost sight of could no longer be evicted, so it is not served. */
export const readScript = new Script(`${prelude}
local values = {}
for index = 2, #ARGV do
  local key = ARGV[index]
  local entry = redis.call('HMGET', prefix .. 'e:' .. key, 'v', 'd')
  local value = entry[1]
  if value then
    for _, document in ipairs(cjson.decode(entry[2])) do
      if not redis.call('ZSCORE', prefix .. 'l:' .. document, key) then value = false end
    end
  end
  values[index - 1] = value
end
return values
`);

/** ARGV: prefix, key, value, documents, expiresAtMs, begunAt. Returns 1 when stored. */
export const writeScript = new Script(`${prelude}
local key, value, documents = ARGV[2], ARGV[3], ARGV[4]
local expiresAt, begunAt = tonumber(ARGV[5]), tonumber(ARGV[6])
if begunAt > now() then return 0 end
if begunAt <= tonumber(redis.call('ZSCORE', clockKey, '!floor')) then return 0 end
local list = cjson.decode(documents)
for _, document in ipairs(list) do
  local evicted = redis.call('ZSCORE', clockKey, 'f:' .. document)
  if evicted and tonumber(evicted) >= begunAt then return 0 end
end
drop(key)
local micros = wallMicros()
local millis = math.floor(micros / 1000)
local entryKey = prefix .. 'e:' .. key
redis.call('HSET', entryKey, 'v', value, 'd', documents)
redis.call('PEXPIREAT', entryKey, text(expiresAt))
for _, document in ipairs(list) do
  local lineage = prefix .. 'l:' .. document
  redis.call('ZREMRANGEBYSCORE', lineage, '-inf', text(millis))
  redis.call('ZADD', lineage, text(expiresAt), key)
  local last = redis.call('ZRANGE', lineage, -1, -1, 'WITHSCORES')
  redis.call('PEXPIREAT', lineage, text(tonumber(last[2]) + 1000))
end
redis.call('ZADD', prefix .. 'order', text(micros), key)
redis.call('ZADD', prefix .. 'expiry', text(expiresAt), key)
for _, expired in ipairs(redis.call('ZRANGEBYSCORE', prefix .. 'expiry', '-inf', text(millis), 'LIMIT', 0, 20)) do
  redis.call('ZREM', prefix .. 'order', expired)
  redis.call('ZREM', prefix .. 'expiry', expired)
end
return 1
`);

/** ARGV: prefix, key. */
export const deleteScript = new Script(`${prelude}
drop(ARGV[2])
return 1
`);

/** ARGV: prefix, how many fences to keep apart, documents... Returns the evicted keys. */
export const evictScript = new Script(`${prelude}
local instant = now()
local maxFences = tonumber(ARGV[2])
local evicted = {}
redis.call('ZADD', clockKey, text(instant + 1), '!clock')
for index = 3, #ARGV do
  local document = ARGV[index]
  redis.call('ZADD', clockKey, text(instant), 'f:' .. document)
  for _, key in ipairs(redis.call('ZRANGE', prefix .. 'l:' .. document, 0, -1)) do
    if drop(key) then evicted[#evicted + 1] = key end
  end
  redis.call('UNLINK', prefix .. 'l:' .. document)
end
local surplus = redis.call('ZCARD', clockKey) - 2 - maxFences
if surplus > 0 then
  local last = redis.call('ZRANGE', clockKey, surplus, surplus, 'WITHSCORES')
  redis.call('ZREMRANGEBYRANK', clockKey, 1, surplus)
  redis.call('ZADD', clockKey, last[2], '!floor')
end
return evicted
`);

/** ARGV: prefix. */
export const nowScript = new Script(`${prelude}
return now()
`);

/** ARGV: prefix, wanted prefix of keys, first place, how many places. Returns how many were there, then the live keys among them. */
export const listScript = new Script(`${prelude}
local wanted = ARGV[2]
local first = tonumber(ARGV[3])
local keys = redis.call('ZRANGE', prefix .. 'order', first, first + tonumber(ARGV[4]) - 1)
local found = { #keys }
for _, key in ipairs(keys) do
  if string.sub(key, 1, #wanted) == wanted and redis.call('EXISTS', prefix .. 'e:' .. key) == 1 then
    found[#found + 1] = key
  end
end
return found
`);

import { Script } from './script.ts';

/**
 * Keys, in one slot by the conversation's hash tag:
 *   KEYS[1]  hash: epoch, seq (the newest number), start (the number of the newest answer's first event)
 *   KEYS[2]  stream: an event a number, with the id NUMBER-0 and the fields t (wall time in ms) and e (JSON)
 * The epoch lives here and not in a process, so it goes on when a process ends.
 */
const prelude = `
local function wallMillis()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function epochOrNew(candidate)
  local epoch = redis.call('HGET', KEYS[1], 'epoch')
  if epoch then return epoch end
  redis.call('UNLINK', KEYS[2])
  redis.call('HSET', KEYS[1], 'epoch', candidate, 'seq', 0, 'start', 0)
  return candidate
end

local function firstNumber(head)
  local first = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)
  if #first == 0 then return head + 1 end
  return tonumber(string.match(first[1][1], '^%d+'))
end

local function touch(forgetMs)
  redis.call('PEXPIRE', KEYS[1], forgetMs)
  redis.call('PEXPIRE', KEYS[2], forgetMs)
end
`;

/**
 * ARGV: epoch to use where there is none, event as JSON, '1' for the first event of an answer, retainMs, forgetMs,
 * '1' to begin a new epoch in any case. Returns epoch and number.
 */
export const appendScript = new Script(`${prelude}
if ARGV[6] == '1' then redis.call('UNLINK', KEYS[1]) end
local epoch = epochOrNew(ARGV[1])
local number = redis.call('HINCRBY', KEYS[1], 'seq', 1)
local millis = wallMillis()
redis.call('XADD', KEYS[2], number .. '-0', 't', millis, 'e', ARGV[2])
local start = number
if ARGV[3] == '1' then
  redis.call('HSET', KEYS[1], 'start', number)
else
  start = tonumber(redis.call('HGET', KEYS[1], 'start'))
  if start == 0 then start = number end
end
local oldest = millis - tonumber(ARGV[4])
local keepFrom = 0
for _, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 50)) do
  local entryNumber = tonumber(string.match(entry[1], '^%d+'))
  if entryNumber >= start or tonumber(entry[2][2]) >= oldest then break end
  keepFrom = entryNumber + 1
end
if keepFrom > 0 then redis.call('XTRIM', KEYS[2], 'MINID', keepFrom .. '-0') end
touch(ARGV[5])
return { epoch, number }
`);

/**
 * ARGV: epoch to use where there is none, forgetMs, and what was seen: epoch ('' for nothing) and number.
 * Returns epoch, newest number, 1 where nothing is missing between what was seen and what follows, then numbers and events in turn.
 */
export const readScript = new Script(`${prelude}
local epoch = epochOrNew(ARGV[1])
local head = tonumber(redis.call('HGET', KEYS[1], 'seq'))
local seen = tonumber(ARGV[4])
local complete = ARGV[3] == epoch and seen <= head and seen + 1 >= firstNumber(head)
local from = '-'
if complete then from = '(' .. ARGV[4] .. '-0' end
local answer = { epoch, head, complete and 1 or 0 }
for _, entry in ipairs(redis.call('XRANGE', KEYS[2], from, '+')) do
  answer[#answer + 1] = tonumber(string.match(entry[1], '^%d+'))
  answer[#answer + 1] = entry[2][4]
end
touch(ARGV[2])
return answer
`);

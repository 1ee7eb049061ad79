"""Many short repeats after a warm-up; a line of JSON with their median and minimum in nanoseconds per call."""
import json
import statistics
import time


def report(case, variant, work, seconds):
    clock = time.perf_counter
    start, calls = clock(), 0
    while clock() - start < min(0.3, 0.5 * seconds) or calls < 5:
        work()
        calls += 1
    calls_per_repeat = max(1, int(0.005 * calls / (clock() - start)))

    repeats = []
    start = clock()
    while clock() - start < seconds or len(repeats) < 11:
        before = clock()
        for _ in range(calls_per_repeat):
            work()
        repeats.append((clock() - before) / calls_per_repeat * 1e9)
    line = {"case": case, "variant": variant, "median": round(statistics.median(repeats), 2), "minimum": round(min(repeats), 2)}
    print(json.dumps(line), flush=True)

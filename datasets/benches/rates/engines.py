"""The selection of `nearsite rates` in other engines: python3 engines.py duckdb|ijson FILE prints seconds, rows and peak memory.

Both read the file of the benchmark alone: codes and NPIs are those of payer_file.rs, references stand before the rates.
"""

import gzip
import resource
import sys
import time

CODES = {"70450", "70551", "72148", "73721", "74177"}
NPIS = {1234567893, 1679576722, 1000000004}


def with_duckdb(path):
    import duckdb

    lists = ", ".join(f"'{code}'" for code in CODES), ", ".join(map(str, NPIS))
    query = """
        with file as (select provider_references, in_network from read_json(?, maximum_object_size=4000000000)),
        refs as (select unnest(provider_references, max_depth := 2) from file),
        named as (select provider_group_id as id, unnest(network_name) as network, provider_groups from refs),
        groups as (select id, network, unnest(provider_groups) as g from named),
        npis as (select id, network, g.tin.value as tin, unnest(g.npi) as npi from groups),
        items as (select unnest(in_network) as item from file),
        entries as (select item.billing_code as code, unnest(item.negotiated_rates) as entry from items where code in (%s)),
        cited as (select code, unnest(entry.provider_references) as id, entry.negotiated_prices as prices from entries)
        select code, network, tin, npi, unnest(prices) as price from cited join npis using (id) where npi in (%s)
    """
    return len(duckdb.execute(query % lists, [path]).fetchall())


def with_ijson(path):
    import ijson

    registered, rows = {}, 0
    with gzip.open(path) as file:
        for reference in ijson.items(file, "provider_references.item"):
            hits = [npi for group in reference["provider_groups"] for npi in group["npi"] if npi in NPIS]
            if hits:
                registered[reference["provider_group_id"]] = len(hits) * len(reference["network_name"])
    with gzip.open(path) as file:
        for item in ijson.items(file, "in_network.item"):
            if item["billing_code"] in CODES:
                for entry in item["negotiated_rates"]:
                    providers = sum(registered.get(id, 0) for id in entry["provider_references"])
                    rows += providers * len(entry["negotiated_prices"])
    return rows


start = time.time()
rows = {"duckdb": with_duckdb, "ijson": with_ijson}[sys.argv[1]](sys.argv[2])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{time.time() - start:.2f} s, peak {peak} MiB, {rows} rows")

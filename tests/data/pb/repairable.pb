META
key;value
num_projects;2
num_votes;3
budget;10,5
vote_type;approval
PROJECTS
project_id;cost;target
1;4;"children"
2;3,25;adults

VOTES
voter_id;vote
a;1, 2
b;2,2

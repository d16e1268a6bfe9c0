call meta.fence('citation_answer');

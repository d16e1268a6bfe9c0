call meta.fence('intake');
call meta.fence('document');
call meta.fence('rendition');
call meta.fence('clause');
call meta.fence('publication');

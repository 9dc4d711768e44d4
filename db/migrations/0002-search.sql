-- compatible
-- Content as text, for conditions on it; bytes that are no UTF-8 are read one by one, without a fault.
create function _content_text(bytes bytea) returns text language plpgsql immutable parallel safe as $$
begin
  return convert_from(bytes, 'UTF8');
exception when others then
  return encode(bytes, 'escape');
end
$$;

namespace Unified.Media.Supabase;

internal sealed record ListRequest(string Prefix, int Limit, string? Cursor);

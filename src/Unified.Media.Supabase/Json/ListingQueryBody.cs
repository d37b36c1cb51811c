namespace Unified.Media.Supabase;

internal sealed record ListingQueryBody(string Prefix, int Limit, string? Cursor);

namespace Unified.Media.Supabase;

internal sealed record DeleteManyRequest(IReadOnlyList<string> Prefixes);

namespace Unified.Media.Postgres;

/// <summary>A user as the database knows them.</summary>
/// <param name="Login">The id in the claims.</param>
/// <param name="Id">The owner of their items.</param>
internal readonly record struct Owner(Guid Login, Guid Id);

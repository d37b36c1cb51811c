namespace Unified.Media.Postgres;

/// <summary>The ids of a user in the database.</summary>
/// <param name="Login">The id in the claims.</param>
/// <param name="Id">The owner id of the user's items.</param>
internal readonly record struct Owner(Guid Login, Guid Id);

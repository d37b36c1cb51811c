namespace Unified.Media.Postgres;

/// <summary>The ids of a user in the database.</summary>
/// <param name="Login">The login id, which is the subject of the claims.</param>
/// <param name="Id">The owner id of the user's items.</param>
internal readonly record struct Owner(Guid Login, Guid Id);

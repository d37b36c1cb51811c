using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>Adds users to a legacy database: a login and its profiles.</summary>
internal static class LegacyUser
{
    public static async Task<(Guid Login, Guid[] Profiles)> AddAsync(FreshDatabase database, int profiles, CancellationToken cancellationToken)
    {
        var login = Guid.CreateVersion7();
        await database.ExecuteAsync($"INSERT INTO auth.users (id) VALUES ('{login}')", cancellationToken);
        var made = new Guid[profiles];
        for (var number = 0; number < profiles; number++)
        {
            made[number] = Guid.CreateVersion7();
            await database.ExecuteAsync(
                $"""
                INSERT INTO public.users_profile (id, user_id, display_name, handle)
                VALUES ('{made[number]}', '{login}', 'A user', 'u{made[number]:N}')
                """,
                cancellationToken);
        }

        return (login, made);
    }
}

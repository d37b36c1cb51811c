using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Unified.Media.Supabase.Tests;

/// <summary>The C# blocks of the package's README.</summary>
internal static class Snippets
{
    public static void Register(HostApplicationBuilder builder, string connectionString)
    {
        // begin Register
        builder.Services.AddUnifiedMedia(media => media
            .UseSupabaseStorage()
            .UsePostgres(connectionString));
        // end
    }

    public static void PerUser(HostApplicationBuilder builder)
    {
        // begin PerUser
        builder.Services.AddOptions<SupabaseStorageOptions>().Configure<TokenStore>((options, tokens) =>
            options.AccessToken = async (user, cancellationToken) =>
                user.Id is { } id ? await tokens.FindAsync(id, cancellationToken) ?? "" : null);
        // end
    }

    public static void Session(HostApplicationBuilder builder, string connectionString, SupabaseStub supabase)
    {
        // begin Session
        builder.Services.AddUnifiedMedia(media => media
            .UseSupabaseStorage(options => options.AccessToken = (_, _) => new(supabase.Auth.CurrentSession?.AccessToken))
            .UsePostgres(connectionString));
        // end
    }

    public static async Task Client(ISupabaseStorageClient storage, Stream content)
    {
        // begin Client
        var avatars = storage.From("avatars");
        var stored = await avatars.UploadAsync("anna.png", content, new() { ContentType = "image/png", Overwrite = true });
        var url = await avatars.SignReadUrlAsync("anna.png", TimeSpan.FromHours(1), new() { Transform = new() { Width = 200 } });
        var signedUpload = await avatars.SignUploadAsync("ben.png");
        await foreach (var listed in avatars.ListAsync("team/"))
        {
            await avatars.MoveAsync(listed.Location.Key, $"old/{listed.Location.Key}");
        }
        // end

        Assert.True(stored.SizeBytes >= 0 && (url is null || signedUpload.Token.Length > 0));
    }

    public static void HttpClient(HostApplicationBuilder builder, string connectionString)
    {
        // begin HttpClient
        builder.Services.AddUnifiedMedia(media => media
            .UseSupabaseStorage(configureHttpClient: client => client.AddHttpMessageHandler(() => new TracingHandler()))
            .UsePostgres(connectionString));
        // end
    }
}

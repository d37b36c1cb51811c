using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Unified.Media.Supabase.Tests;

/// <summary>The C# blocks of the package's page, as they stand there.</summary>
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

    public static void Bridge(HostApplicationBuilder builder, string connectionString, SupabaseStub supabase)
    {
        // begin Bridge
        builder.Services.AddUnifiedMedia(media => media
            .UseSupabaseStorage(o => o.AccessToken = _ => new(supabase.Auth.CurrentSession?.AccessToken))
            .UsePostgres(connectionString));
        // end
    }

    public static void PerRequest(HostApplicationBuilder builder)
    {
        // begin PerRequest
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddOptions<SupabaseStorageOptions>().Configure<IHttpContextAccessor>((o, http) =>
            o.AccessToken = async _ => http.HttpContext is { } context ? await context.GetTokenAsync("access_token") ?? "" : null);
        // end
    }

    public static async Task Client(SupabaseStorageClient storage, Stream content)
    {
        // begin Client
        var avatars = storage.From("avatars");
        await avatars.UploadAsync("anna.png", content, new() { ContentType = "image/png", Overwrite = true });
        var url = await avatars.SignReadUrlAsync("anna.png", TimeSpan.FromHours(1), new() { Transform = new() { Width = 200 } });
        var right = await avatars.SignUploadAsync("ben.png");
        await foreach (var stored in avatars.ListAsync("team/"))
        {
            await avatars.MoveAsync(stored.Location.Key, $"old/{stored.Location.Key}");
        }
        // end

        Assert.True(url is null || right.Token.Length > 0);
    }

    private static void AddHttpContextAccessor(this IServiceCollection services) =>
        services.AddSingleton<IHttpContextAccessor>(new NoContext());

    private sealed class NoContext : IHttpContextAccessor
    {
        public HttpContextStub? HttpContext { get; } = new();
    }
}

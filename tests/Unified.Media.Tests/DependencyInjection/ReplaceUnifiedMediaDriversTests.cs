using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;
using Unified.Media.Migrations;
using Unified.Media.Supabase;

namespace Unified.Media.Tests;

public sealed class ReplaceUnifiedMediaDriversTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_production_host_starts_and_works_on_the_replaced_drivers()
    {
        var builder = ProductionHost();

        builder.Services.ReplaceUnifiedMediaDrivers(media => media.UseInMemory());

        using var host = builder.Build();
        await host.StartAsync(Token);
        var store = host.Services.GetRequiredService<IUnifiedMediaStore>();
        var item = await store.AddAsync(Alice);
        Assert.Equal($"/files/{item.Id}/content", item.ContentUrl);
        Assert.NotNull(await store.GetMediaAsync(MediaUser.Service, item.Id, Token));
        await host.StopAsync(Token);
    }

    [Fact]
    public void Replacing_removes_everything_that_the_packages_registered()
    {
        var builder = ProductionHost();

        builder.Services.ReplaceUnifiedMediaDrivers(media => media.UseInMemory());

        var left = builder.Services
            .SelectMany(service => new[] { service.ServiceType, service.ImplementationType, service.ImplementationInstance?.GetType() })
            .OfType<Type>().SelectMany(type => type.GenericTypeArguments.Append(type))
            .Where(type => type.Assembly == typeof(UnifiedMediaSchema).Assembly || type.Assembly == typeof(ISupabaseStorageClient).Assembly
                || type.Assembly == typeof(Postgres.PostgresCatalogOptions).Assembly);
        Assert.Empty(left);
        Assert.Contains(builder.Services, service => service.ServiceType == typeof(IHttpClientFactory));
    }

    [Fact]
    public async Task Replacing_keeps_decorators_and_adds_options()
    {
        RecordingStore? decorator = null;
        var builder = ProductionHost(media => media.DecorateObjectStore((inner, _) => decorator = new(inner)));

        builder.Services.ReplaceUnifiedMediaDrivers(media => media.UseInMemory().Configure(options => options.Images.MaxBytes = 1));

        using var host = builder.Build();
        var store = host.Services.GetRequiredService<IObjectStore>();
        Assert.NotNull(decorator);
        Assert.Same(decorator, store);
        Assert.Equal(
            [RejectionCode.TooLarge], await Refusal.OfAsync(() => host.Services.GetRequiredService<IUnifiedMediaStore>().AddAsync(Alice)));
    }

    [Fact]
    public async Task A_schema_health_check_of_the_host_still_runs()
    {
        var builder = ProductionHost();

        builder.Services.ReplaceUnifiedMediaDrivers(media => media.UseInMemory());

        using var host = builder.Build();
        var check = ActivatorUtilities.CreateInstance<UnifiedMediaSchemaHealthCheck>(host.Services);
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new(), Token)).Status);
    }

    [Fact]
    public void Drivers_can_be_replaced_by_the_same_drivers_with_other_options()
    {
        var builder = ProductionHost();

        builder.Services.ReplaceUnifiedMediaDrivers(media => media
            .UsePostgres("Host=test").UseSupabaseStorage(options => options.Url = new("https://test.example")));

        using var host = builder.Build();
        var postgres = host.Services.GetRequiredService<IOptions<Postgres.PostgresCatalogOptions>>().Value;
        var supabase = host.Services.GetRequiredService<IOptions<SupabaseStorageOptions>>().Value;
        Assert.Equal(("Host=test", 7), (postgres.ConnectionString, postgres.MaxRetries));
        Assert.Equal(("https://test.example/", "sb_secret_test"), (supabase.Url!.ToString(), supabase.ServiceRoleKey));
        Assert.NotNull(host.Services.GetRequiredService<IUnifiedMediaStore>());
    }

    [Fact]
    public async Task Replacing_twice_takes_the_last_drivers()
    {
        await using var folder = WatchedHost.InMemory();
        var services = new ServiceCollection().AddUnifiedMedia(media => media.UseEmbedded(folder.Folder));

        services.ReplaceUnifiedMediaDrivers(media => media.UseLocalFolder(folder.Folder).UseInMemory());
        services.ReplaceUnifiedMediaDrivers(media => media.UseInMemory());

        await using var provider = services.BuildServiceProvider();
        Assert.Equal("memory", provider.GetRequiredService<IMediaCatalog>().ProviderName);
        Assert.Equal("memory", provider.GetRequiredService<IObjectStore>().ProviderName);
    }

    [Fact]
    public void Replacing_without_a_registration_is_an_error()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => new ServiceCollection().ReplaceUnifiedMediaDrivers(media => media.UseInMemory()));

        Assert.Contains("Call AddUnifiedMedia first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddUnifiedMedia_after_a_replacement_still_fails()
    {
        var services = new ServiceCollection().AddUnifiedMedia(media => media.UseInMemory());
        services.ReplaceUnifiedMediaDrivers(media => media.UseInMemory());

        Assert.Throws<InvalidOperationException>(() => services.AddUnifiedMedia(media => media.UseInMemory()));
    }

    // The drivers of this host cannot start, because their database and storage do not exist.
    private static HostApplicationBuilder ProductionHost(Action<UnifiedMediaBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Media:ContentBaseUrl"] = "/files",
            ["Media:Postgres:MaxRetries"] = "7",
            ["Media:Supabase:Url"] = "https://absent.invalid",
            ["Media:Supabase:ServiceRoleKey"] = "sb_secret_test",
            ["ConnectionStrings:MediaOwner"] = "Host=absent.invalid;Timeout=1",
        });
        builder.Services.AddUnifiedMedia(media =>
        {
            media.Bind(builder.Configuration.GetSection("Media")).AllowService()
                .MigrateOnStart()
                .UsePostgres("Host=absent.invalid;Timeout=1")
                .UseSupabaseStorage();
            configure?.Invoke(media);
        });
        return builder;
    }
}

namespace Unified.Media.Supabase.Tests;

/// <summary>The members of ASP.NET Core that the snippet of a server uses.</summary>
internal interface IHttpContextAccessor
{
    HttpContextStub? HttpContext { get; }
}

internal sealed class HttpContextStub
{
    private readonly string _user = "request";

    public Task<string?> GetTokenAsync(string name) => Task.FromResult<string?>($"{name}.of.{_user}");
}

using System.Security.Claims;

namespace Unified.Media.Tests;

public sealed class MediaUserTests
{
    [Fact]
    public void Users_with_equal_values_are_equal()
    {
        Assert.Equal(MediaUser.For("alice"), MediaUser.For(OwnerId.Parse("alice")));
        Assert.True(MediaUser.For("alice") == MediaUser.For("alice"));
        Assert.Equal(MediaUser.For("alice").GetHashCode(), MediaUser.For("alice").GetHashCode());
        Assert.True(MediaUser.For("alice") != MediaUser.For("Alice"));
        Assert.NotEqual(MediaUser.For("alice"), MediaUser.For(OwnerId.Parse("alice"), "login-7"));
        Assert.NotEqual(MediaUser.Anonymous, MediaUser.Service);
    }

    [Fact]
    public void An_empty_uuid_is_never_a_user()
    {
        Assert.Throws<ArgumentException>(() => OwnerId.FromGuid(Guid.Empty));
        Assert.Throws<ArgumentException>(() => MediaUser.For(Guid.Empty));
        Assert.Throws<ArgumentException>(() => MediaUser.For(Guid.Empty.ToString()));
        Assert.Throws<ArgumentException>(() => MediaUser.For(OwnerId.Parse(Guid.Empty.ToString())));
        Assert.Throws<ArgumentException>(() => MediaUser.FromClaims(Signed(("sub", Guid.Empty.ToString()))));
    }

    [Fact]
    public void A_principal_without_an_authenticated_identity_is_anonymous()
    {
        Assert.Same(MediaUser.Anonymous, MediaUser.FromClaims(new()));
        Assert.Same(MediaUser.Anonymous, MediaUser.FromClaims(new(new ClaimsIdentity([new("sub", "alice")]))));
    }

    [Theory]
    [InlineData("sub")]
    [InlineData(ClaimTypes.NameIdentifier)]
    public void The_user_of_a_principal_has_the_id_of_its_claim(string type)
    {
        Assert.Equal(MediaUser.For("auth0|5f7c"), MediaUser.FromClaims(Signed((type, "auth0|5f7c"))));
        Assert.Equal(MediaUser.For("7"), MediaUser.FromClaims(Signed((type, "auth0|5f7c"), ("oid", "7")), "oid"));
    }

    [Fact]
    public void Equal_ids_in_several_claims_are_one_user()
    {
        var principal = Signed(("sub", "alice"), (ClaimTypes.NameIdentifier, "alice"), ("name", "Alice"));
        principal.AddIdentity(new([new("sub", "mallory")]));
        principal.AddIdentity(new([new("sub", "alice")], "test"));

        Assert.Equal(MediaUser.For("alice"), MediaUser.FromClaims(principal));
    }

    [Fact]
    public void An_authenticated_principal_without_one_valid_id_is_rejected()
    {
        ClaimsPrincipal[] principals =
        [
            Signed(), Signed(("name", "alice")), Signed(("SUB", "alice")), Signed(("sub", "")), Signed(("sub", "a b")),
            Signed(("sub", "alice"), ("sub", "bob")), Signed(("sub", "alice"), (ClaimTypes.NameIdentifier, "bob")),
        ];

        foreach (var principal in principals)
        {
            var refused = Assert.Throws<ArgumentException>(() => MediaUser.FromClaims(principal));
            Assert.Equal("principal", refused.ParamName);
            Assert.DoesNotContain("bob", refused.Message, StringComparison.Ordinal);
            Assert.Contains("sub", refused.Message, StringComparison.Ordinal);
        }
    }

    private static ClaimsPrincipal Signed(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "test"));
}

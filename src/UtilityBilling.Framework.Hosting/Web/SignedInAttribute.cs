using Microsoft.AspNetCore.Authorization;

namespace UtilityBilling.Hosting.Web;

/// <summary>Open to every signed-in person, whatever their rights: a deliberate decision, which a plain <c>[Authorize]</c> does not show.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SignedInAttribute : AuthorizeAttribute;

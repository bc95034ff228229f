using Microsoft.AspNetCore.Authorization;

namespace UtilityBilling.Hosting.Web;

/// <summary>
/// The page's services begin their own units of work (opening a town, changing many towns). No unit of work is open while its handlers run.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OwnUnitsOfWorkAttribute : Attribute;

/// <summary>Open to every signed-in person, whatever their rights: a deliberate decision, which a plain <c>[Authorize]</c> does not show.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SignedInAttribute : AuthorizeAttribute;

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.TagHelpers;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.EndToEndTests.Pages.Kit;

[AllowAnonymous]
public sealed class KitIndexModel : PageModel
{
    public static IReadOnlyList<ChartBar> Usage { get; } =
    [
        new("Nov", 5200, LongLabel: "November 2025"), new("Dec", 4100, LongLabel: "December 2025"), new("Jan", 4300, LongLabel: "January 2026"),
        new("Feb", 3900, "est.", "February 2026"), new("Mar", 4600, LongLabel: "March 2026"), new("Apr", 5900, LongLabel: "April 2026"),
        new("May", 7400, LongLabel: "May 2026"), new("Jun", 9800, LongLabel: "June 2026"), new("Jul", 9100, "est.", "July 2026"),
        new("Aug", 9500, LongLabel: "August 2026"), new("Sep", 7700, LongLabel: "September 2026"), new("Oct", 6100, LongLabel: "October 2026"),
        new("Nov", 5600, LongLabel: "November 2026"),
    ];

    [BindProperty]
    public string? Note { get; set; }

    public IActionResult OnGet() => this.PageOrPartial("_KitList", this);

    public IActionResult OnPostNote()
    {
        this.Alerts().Success("The note was added.");
        return this.GoTo("/Kit");
    }
}

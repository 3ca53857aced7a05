#!/usr/bin/perl
# Stands in for `vast` where its image cannot be pulled. It is not VAST: it proves that bytes go in and come out, over the same settings and
# with the same words. Events are lines in one file, `type TAB event`; it knows
#   vast start | status | version | count [QUERY]
#   vast import [-b] [-n MAX] [-r FILE] [-t TYPE] json|suricata|zeek-json|csv|syslog    events of csv and syslog become JSON
#   vast export [-n MAX] json|null [QUERY]                                              JSON as it was imported
# and, as queries, comparisons with `&&` between them: `#type == "suricata.alert" && src_port > 1024`.
use strict;
use warnings;
use Fcntl qw(:flock SEEK_SET);
use IO::Handle;
use IO::Socket::INET;
use POSIX qw(strftime);

my $BLOCK = 256 * 1024;
my %LONG = (b => 'blocking', n => 'max-events', r => 'read', t => 'type');
my @WITH_VALUE = qw(n r t);

my %option = (
    'db-directory' => '/var/lib/vast',
    endpoint       => '127.0.0.1',
    config         => ($ENV{PREFIX} // '/opt/tenzir/vast') . '/etc/vast/vast.yaml',
);
my ($given, @words) = parse(@ARGV);
my $config = $given->{config} // $option{config};
if (open my $file, '<', $config) {
    while (<$file>) { $option{$1} = $2 if /^  (endpoint|db-directory): *"?([^"\s]+)"?/ }
}
elsif ($given->{config}) { fail("cannot read $config: $!") }
# A variable outranks the file, and VAST's own port is another one than ours.
$option{endpoint} = $ENV{VAST_ENDPOINT} if $ENV{VAST_ENDPOINT};
$option{'db-directory'} = $ENV{VAST_DB_DIRECTORY} if $ENV{VAST_DB_DIRECTORY};
%option = (%option, %$given);
$option{endpoint} .= ':5158' unless $option{endpoint} =~ /:\d+$/;

my %readers = (
    json        => sub { jsonLine($_[0]) },
    'zeek-json' => sub { jsonLine($_[0]) },
    suricata    => sub { jsonLine($_[0], $_[0] =~ /"event_type": *"([^"]+)"/ ? "suricata.$1" : 'suricata') },
    csv         => csvReader(),
    syslog      => sub { ('syslog.unknown', '{"message": ' . text($_[0]) . '}') },
);
my %writers = (json => sub { print STDOUT $_[0] or exit 1 }, null => sub { });
my %commands = (start => \&start, version => \&version, status => \&status, count => \&count, import => \&import, export => \&export);
my $command = shift @words // '';
($commands{$command} or fail("there is no command '$command' here"))->();

sub version { print qq({"VAST": "stand-in"}\n) }

sub status {
    my $server = ask('status');
    print while <$server>;
}

sub count {
    my $server = ask('count', query(@words));
    print while <$server>;
}

sub export {
    my $write = $writers{shift @words // ''} or fail('export needs a format: ' . join ', ', sort keys %writers);
    my $server = ask('export', query(@words), $option{'max-events'} // '');
    while (sysread $server, my $block, $BLOCK) { $write->($block) }
    close STDOUT or fail("cannot write: $!");
}

sub import {
    my $format = shift @words // '';
    my $read = $readers{$format} or fail("import knows no format '$format', but " . join ', ', sort keys %readers);
    my $input = \*STDIN;
    if (my $path = $option{read}) { open $input, '<', $path or fail("cannot read $path: $!") if $path ne '-' }
    my $most = $option{'max-events'} // 9**15;
    my ($taken, $refused, $type, $event) = (0, 0);
    my $server = ask('import');
    while ($taken < $most and defined(my $line = <$input>)) {
        $line =~ s/\r?\n\z//;
        next if $line !~ /\S/ or not(($type, $event) = $read->($line));
        if (!defined $event) { $refused++; next }
        print {$server} $type, "\t", $event, "\n" or fail("the server at $option{endpoint} has gone");
        $taken++;
    }
    $server->flush and shutdown $server, 1;
    # As with --blocking: done when the server has all of it.
    (<$server> // '') eq "taken\n" or fail("the server at $option{endpoint} has gone");
    print STDERR "stand-in for vast: skipped $refused lines that are no JSON objects\n" if $refused;
    print STDERR "stand-in for vast: $format-reader produced $taken events\n";
}

sub jsonLine {
    my ($line, $type) = @_;
    return ($option{type} // $type // 'json', $line =~ /^\s*\{.*\}\s*$/ ? $line : undef);
}

sub csvReader {
    my @names;
    return sub {
        my @cells = split /,/, $_[0], -1;
        if (!@names) { @names = @cells; return }
        my @fields = map { text($names[$_]) . ': ' . (($cells[$_] // '') =~ /^-?\d+(\.\d+)?$/ ? $cells[$_] : text($cells[$_] // '')) } 0 .. $#names;
        return ($option{type} // 'csv', '{' . join(', ', @fields) . '}');
    };
}

sub text {
    my ($text) = @_;
    $text =~ s/(["\\])/\\$1/g;
    $text =~ s/([\x00-\x1f])/sprintf '\\u%04x', ord $1/ge;
    return qq("$text");
}

sub start {
    STDOUT->autoflush(1);
    my ($port) = $option{endpoint} =~ /:(\d+)$/;
    my $server = IO::Socket::INET->new(LocalPort => $port, Listen => 16, ReuseAddr => 1) or fail("cannot listen on port $port: $!");
    my $database = "$option{'db-directory'}/events";
    open my $probe, '>>', $database or fail("cannot write $database: $!");
    close $probe;

    # As process 1 of a container it gets no default handlers.
    $SIG{TERM} = $SIG{INT} = sub { print STDERR "stand-in for vast: stopped\n"; exit 0 };
    $SIG{CHLD} = 'IGNORE';
    print STDERR "stand-in for vast: listening on $option{endpoint}\n";
    # A line as the file sink of VAST's metrics has it, between those of the log.
    printf STDOUT qq({"ts": "%s", "version": "stand-in", "actor": "node", "key": "node_throughput.rate", "value": 0.0}\n),
        strftime('%Y-%m-%dT%H:%M:%S', gmtime) if ($ENV{VAST_ENABLE_METRICS} // '') eq 'true';
    while (1) {
        my $client = $server->accept or next;
        next if fork;
        answer($client, $database);
        exit 0;
    }
}

sub answer {
    my ($client, $database) = @_;
    my $request = '';
    # Nothing beyond the line: what follows is read in blocks.
    for (my $byte; sysread $client, $byte, 1 and $byte ne "\n";) { $request .= $byte }
    # A health check only connects.
    return if $request eq '';
    my ($what, $query, $most) = split /\t/, $request, -1;
    return store($client, $database) if $what eq 'import';
    my $matches = matcher($query // '');
    $most = 9**15 unless length($most // '');
    open my $file, '<', $database or fail("$database: $!");
    flock $file, LOCK_SH;
    my $left = -s $file;
    flock $file, LOCK_UN;
    my $found = 0;
    while ($left > 0 and $found < $most and defined(my $line = <$file>)) {
        $left -= length $line;
        my $at = index $line, "\t";
        next unless $matches->($line, $at);
        $found++;
        print {$client} substr $line, $at + 1 if $what eq 'export';
    }
    print {$client} "$found\n" if $what eq 'count';
    printf {$client} qq({"version": "stand-in", "events": %d}\n), $found if $what eq 'status';
}

# Whole lines only, under a lock: several may import at once.
sub store {
    my ($client, $database) = @_;
    open my $file, '>>', $database or fail("$database: $!");
    my $rest = '';
    while (sysread $client, $rest, $BLOCK, length $rest) {
        my $end = rindex($rest, "\n") + 1 or next;
        flock $file, LOCK_EX;
        syswrite $file, $rest, $end;
        flock $file, LOCK_UN;
        $rest = substr $rest, $end;
    }
    print {$client} "taken\n";
}

# One line of the request: what the server makes of it is checked here.
sub query {
    my $query = join ' ', @_;
    $query =~ s/\s+/ /g;
    matcher($query);
    return $query;
}

sub matcher {
    my ($query) = @_;
    my @tests = map { comparison($_) } grep { /\S/ } split /&&/, $query;
    return sub {
        for my $test (@tests) { return 0 unless $test->(@_) }
        return 1;
    };
}

sub comparison {
    my ($text) = @_;
    my ($field, $operator, $wanted) = $text =~ /^\s*(#?[\w.]+)\s*(==|!=|<=|>=|<|>)\s*("[^"]*"|[^\s"]+)\s*$/ or fail("parse error: cannot read the query '$text'");
    $wanted =~ s/^"(.*)"$/$1/;
    my ($name) = $field =~ /(\w+)$/;
    my $value = $field eq '#type' ? sub { substr $_[0], 0, $_[1] } : sub { $_[0] =~ /"\Q$name\E": *(?:"([^"]*)"|([^\s,}\]]+))/ ? $1 // $2 : undef };
    my $isNumber = $wanted =~ /^-?\d+(\.\d+)?$/;
    return sub {
        my $found = $value->(@_) // return 0;
        my $order = $isNumber && $found =~ /^-?\d+(\.\d+)?$/ ? $found <=> $wanted : $found cmp $wanted;
        return $operator eq '==' ? $order == 0 : $operator eq '!=' ? $order != 0 : $operator eq '<' ? $order < 0
            : $operator eq '>' ? $order > 0 : $operator eq '<=' ? $order <= 0 : $order >= 0;
    };
}

sub ask {
    my $server = IO::Socket::INET->new(PeerAddr => $option{endpoint}, Timeout => 5) or fail("failed to connect to $option{endpoint}: $!");
    $SIG{PIPE} = 'IGNORE' if $_[0] eq 'import';
    print {$server} join("\t", @_), "\n";
    $server->flush;
    return $server;
}

# Options stand anywhere; a long one has its value after `=`, a short one beside it or in the next word.
sub parse {
    my (%found, @rest);
    while (defined(my $word = shift)) {
        if ($word =~ /^--([a-z-]+)(?:=(.*))?$/s) { $found{$1} = $2 // 1 }
        elsif ($word =~ /^-([a-z])(.*)$/s and my $long = $LONG{$1}) {
            my ($letter, $value) = ($1, $2);
            $found{$long} = (grep { $_ eq $letter } @WITH_VALUE) ? (length $value ? $value : shift) : 1;
        }
        else { push @rest, $word }
    }
    return (\%found, @rest);
}

sub fail {
    print STDERR "stand-in for vast: $_[0]\n";
    exit 1;
}
